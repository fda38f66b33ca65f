insert into shop.categories (parent_id, name) values
  (null, 'Trees'), (null, 'Tools'), (null, 'Furniture'), (null, 'Books'), (null, 'Food'),
  (1, 'Fruit trees'), (1, 'Forest trees'), (1, 'Bonsai'), (2, 'Saws'), (2, 'Shears'), (2, 'Ladders'),
  (3, 'Benches'), (3, 'Tables'), (3, 'Tree houses'), (5, 'Fruit'), (5, 'Nuts'), (5, 'Syrup'), (6, 'Apples'), (6, 'Cherries');

insert into shop.products (sku, category_id, name, price, size, colours, attributes, photo_hash, listed_on, discontinued_on)
select format('%s%s', pg_temp.one_of('sku', n, '{MA,TR,BO}'), lpad(n::text, 6, '0')),
       6 + pg_temp.pick('category', n, 14),
       pg_temp.one_of('adjective', n, '{Old,Young,Wild,Quiet,Golden,Northern,Royal,Small,Grand,Plain}') || ' '
         || pg_temp.one_of('wood', n, '{oak,birch,marula,cherry,walnut,maple,baobab,willow,larch,rowan,olive,elm}') || ' ' || n,
       (199 + pg_temp.pick('price', n, 40000)) / 100.0,
       case when n % 5 > 0
            then row (10 + pg_temp.pick('length', n, 1900) / 10.0, 5 + pg_temp.pick('width', n, 900) / 10.0,
                      2 + pg_temp.pick('height', n, 2400) / 10.0)::shop.dimensions end,
       (array['green', 'brown', 'natural', 'black', 'white', 'red'])[1 + n % 3 : 1 + n % 3 + pg_temp.pick('colours', n, 3)],
       jsonb_build_object('weight_kg', round(pg_temp.pick('weight', n, 5000) / 100.0, 2), 'outdoor', n % 2 = 0,
                          'care', jsonb_build_object('water_days', 1 + n % 14, 'frost', n % 3 <> 0),
                          'labels', case when n % 7 = 0 then '["fsc", "regional"]'::jsonb else '[]' end),
       case when n % 4 = 0 then decode(md5('photo' || n), 'hex') end,
       date '2022-01-10' + pg_temp.pick('listed', n, 700),
       case when n % 17 = 0 then date '2024-06-01' + pg_temp.pick('discontinued', n, 200) end
from generate_series(1, 600) n;

insert into shop.customers (name, email, status, born_on, credit, interests, preferences, referred_by, joined_at)
select first || ' ' || last,
       lower(translate(first || '.' || last, 'äöüéñŁł''', 'aouenLl')) || n || '@example.' || pg_temp.one_of('tld', n, '{com,org,net}'),
       (enum_range(null::shop.customer_status))[1 + (array[1, 1, 1, 1, 1, 1, 2, 2, 0, 3])[1 + pg_temp.pick('status', n, 10)]],
       case when n % 6 > 0 then date '1948-01-01' + pg_temp.pick('born', n, 21000) end,
       case when n % 9 = 0 then (pg_temp.pick('credit', n, 20000) - 5000) / 100.0 else 0 end,
       (array['gardening', 'cooking', 'reading', 'carpentry', 'bonsai'])[1 + n % 4 : 1 + n % 4 + pg_temp.pick('interests', n, 2)],
       jsonb_build_object('newsletter', n % 3 = 0, 'language', pg_temp.one_of('language', n, '{de,en,fr,pl}')),
       case when n > 50 and n % 8 = 0 then 1 + pg_temp.pick('referred', n, 50) end,
       timestamptz '2022-06-01 08:00+00' + n * interval '10 hours 48 min' + pg_temp.pick('second', n, 43200) * interval '1 s'
from (select n,
             pg_temp.one_of('first', n, '{Ada,Björn,Chloé,Dmitri,Elif,Femi,Grace,Håkon,Inés,Jun,Kwame,Łucja,Mei,Noor,Otto,Priya,Quentin,Rosa,Siân,Tariq}') as first,
             pg_temp.one_of('last', n, '{Ahorn,Baum,Costa,Diallo,Eriksson,Fischer,García,Haas,Ivanova,Jansen,Kaya,Lindqvist,Müller,Novak,O''Brien,Petit,Quispe,Rossi,Sato,Tanaka}') as last
      from generate_series(1, 2000) n) names;

insert into shop.addresses (customer_id, kind, street, postcode, city, country)
select n, kind,
       pg_temp.one_of('street' || kind, n, '{Lindenallee,Eichenweg,Am Wald,Birkenstraße,Rue du Bois,Forest Road,Ulica Leśna}') || ' ' || 1 + pg_temp.pick('house' || kind, n, 140),
       lpad((1000 + pg_temp.pick('postcode' || kind, n, 98000))::text, 5, '0'),
       pg_temp.one_of('city' || kind, n, '{Hamburg,Leipzig,Köln,Lyon,Kraków,Utrecht,Graz,Leeds}'),
       pg_temp.one_of('country' || kind, n, '{DE,DE,DE,FR,PL,NL,AT,GB}')
from generate_series(1, 2000) n, unnest(enum_range(null::shop.address_kind)) kind
where kind = 'billing' or n % 3 > 0;

-- Spread over the two years; some come later, so that the last months are the busiest.
insert into shop.orders (id, ordered_on, customer_id, status, delivery_kind, note)
select n, day, 1 + pg_temp.pick('customer', n, 1 + 1999 * n / 7000), 
       (case when day > date '2024-12-20' then enum_range(null::shop.order_status)
             else '{delivered,delivered,delivered,delivered,delivered,returned,cancelled}' end::shop.order_status[])[1 + pg_temp.pick('order', n, 7)],
       case when n % 3 = 0 then 'billing' else 'delivery' end::shop.address_kind,
       case when n % 11 = 0 then pg_temp.one_of('note', n, array['Please ring twice', 'Gift | with card', E'Leave\nbehind the hedge', 'No plastic 🌳']) end
from (select n, date '2023-01-01' + (n * 731 / 7001)::int + (n % 5 = 0)::int * pg_temp.pick('rush', n, (730 - n * 731 / 7001)::int + 1) * (n % 2)::int as day
      from generate_series(1, 7000) n) days;

insert into shop.order_items (order_id, ordered_on, line, product_id, quantity, unit_price, discount)
select o.id, o.ordered_on, line, p.id, 1 + pg_temp.pick('quantity' || line, o.id, 4), p.price,
       case when o.id % 10 = 0 then 0.1 when o.id % 25 = 0 then 0.25 else 0 end
from shop.orders o
cross join lateral generate_series(1, 1 + pg_temp.pick('lines', o.id, 4)) line
join shop.products p on p.id = 1 + pg_temp.pick('product' || line, o.id, 600);

insert into shop.payments (order_id, ordered_on, method, amount, paid_at, reference)
select o.id, o.ordered_on, (enum_range(null::shop.payment_method))[1 + pg_temp.pick('method', o.id, 4)], sum(i.total),
       o.ordered_on + time '09:00' + pg_temp.pick('paid', o.id, 400000) * interval '1 s', md5('payment' || o.id)::uuid
from shop.orders o join shop.order_items i on (i.order_id, i.ordered_on) = (o.id, o.ordered_on)
where o.status not in ('cart', 'placed', 'cancelled')
group by o.id, o.ordered_on;

insert into shop.reviews (product_id, customer_id, rating, body, written_at)
select distinct on (product_id, customer_id) product_id, customer_id, 1 + least(4, pg_temp.pick('rating', n, 7)),
       case when n % 4 > 0 then pg_temp.one_of('body', n, array['Grows well', 'Arrived broken', 'Exactly as shown', 'Too small for my garden',
         'My neighbour''s goat loves it', 'Would buy again', '']) end,
       timestamptz '2023-02-01 12:00+00' + pg_temp.pick('written', n, 1000000) * interval '1 min'
from (select n, 1 + pg_temp.pick('reviewed', n, 600) as product_id, 1 + pg_temp.pick('reviewer', n, 2000) as customer_id
      from generate_series(1, 3000) n) pairs
order by product_id, customer_id, n;

insert into warehouse.sites (code, city, location, shelves, network) values
  ('HAM', 'Hamburg', '(53.55, 9.99)', '[1,400)', '10.1.0.0/16'), ('LEJ', 'Leipzig', '(51.34, 12.37)', '[400,900)', '10.2.0.0/16'),
  ('KRK', 'Kraków', '(50.06, 19.94)', '[900,1200)', '10.3.0.0/16'), ('LYS', 'Lyon', '(45.76, 4.84)', '[1200,1300)', null);

insert into warehouse.stock (site_code, product_id, shelf, quantity, counted_at)
select code, p, lower(shelves) + pg_temp.pick('shelf' || code, p, upper(shelves) - lower(shelves)), pg_temp.pick('stock' || code, p, 250),
       timestamptz '2024-12-01 06:00+00' + pg_temp.pick('counted' || code, p, 40000) * interval '1 min'
from warehouse.sites, generate_series(1, 600) p
where pg_temp.pick('kept' || code, p, 4) > 0;

insert into warehouse.suppliers (name, country, lead_time, contact)
select pg_temp.one_of('supplier', n, '{Nordholz,Silva,Drzewo,Arbor,Woodland,Kiefern}') || ' ' || pg_temp.one_of('form', n, '{GmbH,SARL,Sp. z o.o.,Ltd,AB}') || ' ' || n,
       pg_temp.one_of('from', n, '{DE,FR,PL,GB,SE}'), make_interval(days => 2 + pg_temp.pick('days', n, 40), hours => pg_temp.pick('hours', n, 24)),
       jsonb_build_object('phone', '+49 40 ' || 1000000 + pg_temp.pick('phone', n, 8999999), 'persons', jsonb_build_array('sales', 'accounts'))
from generate_series(1, 40) n;

insert into warehouse.supplier_products (supplier_id, product_id, cost)
select s, p.id, round(p.price * (0.4 + pg_temp.pick('margin' || s, p.id, 30) / 100.0), 2)
from shop.products p, generate_series(1, 40) s
where pg_temp.pick('supplies' || s, p.id, 20) = 0;

insert into warehouse.deliveries (supplier_id, product_id, site_code, quantity, arrived_at)
select supplier_id, product_id, pg_temp.one_of('to' || n, product_id, '{HAM,LEJ,KRK,LYS}'), 10 + pg_temp.pick('delivered' || n, product_id, 90),
       timestamptz '2023-01-02 07:00+00' + pg_temp.pick('arrived' || n || ' ' || supplier_id, product_id, 1040000) * interval '1 min'
from warehouse.supplier_products, generate_series(1, 2) n;

insert into hr.departments (id, name, budget) values
  (10, 'Management', 250000), (20, 'Purchasing', 900000), (30, 'Logistics', 1200000), (40, 'Shop', 640000), (50, 'Data', 310000.50);

insert into hr.employees (manager_id, department_id, site_code, name, salary, skills, hired_on)
select case when n > 1 then greatest(1, n / 6) end, (array[10, 20, 30, 30, 30, 40, 40, 50])[1 + case when n = 1 then 0 else 1 + pg_temp.pick('department', n, 7) end],
       case when n % 3 > 0 then pg_temp.one_of('site', n, '{HAM,LEJ,KRK,LYS}') end,
       pg_temp.one_of('given', n, '{Anna,Bo,Cem,Dora,Emil,Fatou,Gita,Hugo,Ida,Jan}') || ' ' || pg_temp.one_of('family', n, '{Weber,Nowak,Durand,Berg,Okafor,Lang,Silva,Kim}'),
       case when n = 1 then 120000 else 28000 + pg_temp.pick('salary', n, 5200) * 10 end,
       (array['forklift', 'sql', 'german', 'polish', 'first aid', 'welding'])[1 + n % 5 : 1 + n % 5 + pg_temp.pick('skills', n, 3)],
       date '2012-03-01' + pg_temp.pick('hired', n, 4500)
from generate_series(1, 120) n;

insert into hr.absences (employee_id, during, reason)
select distinct on (employee, day) employee, daterange(day, day + 1 + pg_temp.pick('absent', n, 14)), (enum_range(null::hr.absence_reason))[1 + pg_temp.pick('reason', n, 4)]
from (select n, 1 + n % 120 as employee, date '2023-01-02' + pg_temp.pick('absence', n, 720) as day from generate_series(1, 900) n) days;

insert into warehouse.shipments (tracking, order_id, ordered_on, site_code, packed_by, weight_kg, left_at, took)
select md5('shipment' || o.id)::uuid, o.id, o.ordered_on, pg_temp.one_of('ships', o.id, '{HAM,HAM,LEJ,LEJ,KRK,LYS}'),
       case when o.id % 13 > 0 then 1 + pg_temp.pick('packer', o.id, 120) end, (1 + pg_temp.pick('kilos', o.id, 30000)) / 1000.0,
       o.ordered_on + time '16:00' + pg_temp.pick('left', o.id, 3) * interval '1 day',
       case when o.status in ('delivered', 'returned') then make_interval(days => 1 + pg_temp.pick('took', o.id, 6), mins => pg_temp.pick('mins', o.id, 1440)) end
from shop.orders o
where o.status in ('shipped', 'delivered', 'returned');

insert into analytics.page_views (viewed_at, session_id, customer_id, product_id, path, address, took_ms, device)
select timestamptz '2024-07-01 00:00+00' + n * interval '1985 s' + pg_temp.pick('offset', n, 900) * interval '1 s',
       md5('session' || n / 4)::uuid, case when n / 4 % 3 = 0 then 1 + pg_temp.pick('visitor', n / 4, 2000) end, product,
       case when product is null then pg_temp.one_of('path', n, '{/,/search,/cart,/about}') else '/products/' || product end,
       ('198.51.' || pg_temp.pick('net', n / 4, 256) || '.' || pg_temp.pick('machine', n / 4, 256))::inet,
       round((5 + 2000.0 / (1 + pg_temp.pick('ms', n, 200)))::numeric, 3), pg_temp.one_of('device', n / 4, '{phone,phone,laptop,tablet}')
from (select n, case when n % 5 > 1 then 1 + pg_temp.pick('viewed', n, 600) end as product from generate_series(1, 8000) n) views;
