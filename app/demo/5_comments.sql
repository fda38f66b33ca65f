comment on schema shop is 'What customers see: catalogue, customers, orders, reviews';
comment on schema warehouse is 'Sites, stock, suppliers and what leaves the house';
comment on schema hr is 'People who work at Marula';
comment on schema analytics is 'Page views and figures made from the other schemas';

comment on table shop.categories is 'Tree of product categories; roots have no parent';
comment on table shop.products is 'What is or was for sale';
comment on column shop.products.sku is 'Stock keeping unit: two letters and six digits';
comment on column shop.products.price is 'EUR with tax';
comment on column shop.products.size is 'Packed; unknown for one in five';
comment on column shop.products.attributes is 'weight_kg, outdoor, care.water_days, care.frost, labels';
comment on table shop.customers is 'People who buy, or might';
comment on column shop.customers.credit is 'EUR; negative when the customer owes us';
comment on column shop.customers.referred_by is 'The customer who brought this one';
comment on table shop.addresses is 'At most one address of each kind for a customer';
comment on table shop.orders is 'Partitioned by half-year; the key therefore includes the day';
comment on column shop.orders.delivery_kind is 'Which of the customer''s addresses it goes to';
comment on table shop.order_items is 'Lines of orders';
comment on column shop.order_items.unit_price is 'EUR at the time of the order; products.price may have changed since';
comment on column shop.order_items.discount is 'Fraction: 0.1 is 10 %';
comment on table shop.payments is 'One for each paid order';
comment on table shop.reviews is 'At most one of a customer for a product';
comment on column shop.reviews.rating is '1 (bad) to 5 (good)';
comment on view shop.order_overview is 'Orders with their customer and total';
comment on function shop.order_total(bigint, date) is 'Sum of an order''s lines';
comment on type shop.order_status is 'In the order of an order''s life';

comment on table warehouse.sites is 'Warehouses by airport code';
comment on column warehouse.sites.shelves is 'Shelf numbers of this site';
comment on table warehouse.stock is 'Pieces of a product at a site';
comment on table warehouse.supplier_products is 'Who can deliver what, at which cost';
comment on column warehouse.supplier_products.cost is 'EUR per piece, before tax';
comment on table warehouse.deliveries is 'What suppliers brought';
comment on table warehouse.shipments is 'Parcels to customers';
comment on column warehouse.shipments.took is 'From leaving until delivery; null while on its way';

comment on table hr.employees is 'Everybody, with the boss';
comment on column hr.employees.salary is 'EUR a year';
comment on column hr.employees.site_code is 'Where they work; null: at home';
comment on table hr.absences is 'Periods away from work';
comment on view hr.chart is 'Who reports to whom, indented';

comment on table analytics.page_views is 'Second half of 2024, from the web server; no declared keys';
comment on column analytics.page_views.customer_id is 'Null for visitors who are not logged in';
comment on materialized view analytics.daily_sales is 'Sales by day and category; refresh after changing orders';


reset role;
analyze;
