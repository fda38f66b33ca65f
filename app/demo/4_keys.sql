-- After the rows: one pass over each table instead of a look-up for each row.
alter table shop.order_items
  add foreign key (order_id, ordered_on) references shop.orders (id, ordered_on) on delete cascade,
  add foreign key (product_id) references shop.products (id);
alter table shop.payments add foreign key (order_id, ordered_on) references shop.orders (id, ordered_on);
alter table shop.reviews
  add foreign key (product_id) references shop.products (id) on delete cascade,
  add foreign key (customer_id) references shop.customers (id) on delete cascade;
alter table warehouse.stock
  add foreign key (site_code) references warehouse.sites (code),
  add foreign key (product_id) references shop.products (id);
alter table warehouse.supplier_products add foreign key (product_id) references shop.products (id) on delete cascade;
alter table warehouse.deliveries
  add foreign key (supplier_id, product_id) references warehouse.supplier_products (supplier_id, product_id) on update cascade;
alter table warehouse.shipments
  add foreign key (order_id, ordered_on) references shop.orders (id, ordered_on),
  add foreign key (packed_by) references hr.employees (id) on delete set null;

create unique index customers_email_key on shop.customers (lower(email));
create index customers_interests_idx on shop.customers using gin (interests);
create index products_category_id_idx on shop.products (category_id);
create index products_attributes_idx on shop.products using gin (attributes jsonb_path_ops);
create index orders_customer_id_idx on shop.orders (customer_id);
create index orders_open_idx on shop.orders (status) where status in ('cart', 'placed', 'paid');
create index order_items_product_id_idx on shop.order_items (product_id) include (quantity, total);
create index payments_order_idx on shop.payments (order_id, ordered_on);
create index deliveries_arrived_at_idx on warehouse.deliveries using brin (arrived_at);
create index shipments_order_idx on warehouse.shipments (order_id, ordered_on);
create index page_views_viewed_at_idx on analytics.page_views (viewed_at);

create view shop.order_overview as
select o.id, o.ordered_on, c.name as customer, o.status, count(*) as lines, sum(i.total) as total
from shop.orders o
join shop.customers c on c.id = o.customer_id
join shop.order_items i on (i.order_id, i.ordered_on) = (o.id, o.ordered_on)
group by o.id, o.ordered_on, c.name, o.status;

create view hr.chart as
with recursive chart as (
  select id, name, 0 as level, array[name] as path from hr.employees where manager_id is null
  union all
  select e.id, e.name, chart.level + 1, chart.path || e.name from hr.employees e join chart on chart.id = e.manager_id
)
select id, level, repeat('  ', level) || name as name, path from chart;

create materialized view analytics.daily_sales as
select i.ordered_on as day, p.category_id, count(distinct i.order_id) as orders, sum(i.quantity) as pieces, sum(i.total) as revenue
from shop.order_items i join shop.products p on p.id = i.product_id
group by i.ordered_on, p.category_id;
create unique index daily_sales_key on analytics.daily_sales (day, category_id);

create function shop.order_total(wanted_id bigint, wanted_day date) returns numeric
  language sql stable
  as 'select sum(total) from shop.order_items where (order_id, ordered_on) = (wanted_id, wanted_day)';
